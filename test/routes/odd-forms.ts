// What staff may send: the buttons of each page of the desk, and the fields of all their forms.

const intents =
  'save update published publish refuse create add decide triage validity roles deactivate extend change'
const intentsOfConsultations =
  'place place-campaign remove also drop split join draw code submitted returned regenerate terminate mask take-up refuse-correction grant uphold discuss'
const intentsOfTheDoor = 'deliver remove present absent rest hold'
const aboutTheDoor = /materials|check-in/
const intentsOfActivities = 'submitted returned withdrawn postpone cancel ledger'
const aboutConsultations = /consultation|moderation|appeals|issue|split|coding|report|matter$/
const intentsOfSurveys: Record<string, string> = {
  'desk-survey': 'update quotas extend mend note drop-version publish-version submitted returned withdrawn',
  'desk-survey-build': 'save-question save-page page-up question-copy question-delete cross-by',
  'desk-survey-sheets': 'enter again settle drop',
  'desk-survey-texts': 'keep refuse theme quote ledger add-theme rename-theme remove-theme',
  'desk-survey-results': 'save propose add-conclusion change-conclusion raise-conclusion decide',
}
const intentsOfPolicies: Record<string, string> = {
  'desk-policy':
    'header adopt attach detach disclosure validity schedule unschedule submitted returned published',
  'desk-interpretation':
    'save theirs discard remark resolve schedule unschedule submitted returned withdrawn',
  'desk-media-item': 'details captions transcript poster frame delete',
  'desk-policy-plan': 'save',
  'desk-policy-unclear': 'answer',
  'desk-earlier-text': 'confirm withdraw',
  'desk-interpretation-versions': 'restore',
}
export const intentsOf = (name: string) => {
  const ofPolicies = intentsOfPolicies[name]
  if (ofPolicies) return ofPolicies.split(' ')
  if (name.includes('survey')) return (intentsOfSurveys[name] ?? 'save').split(' ')
  // Each post there looks through all letters.
  if (name === 'desk-campaigns') return ['']
  const more = aboutConsultations.test(name)
    ? intentsOfConsultations
    : aboutTheDoor.test(name)
      ? intentsOfTheDoor
      : name === 'desk-activity'
        ? intentsOfActivities
        : ''
  return `${intents} ${more}`.trim().split(' ')
}
export const numbers =
  'matterId versionId departmentId responseId replacesId clauseIds interpretationIds issueId id commentId clauseId replacedById consultationId policyId parentId account year pointId otherId campaignId sampleId choice correction appeal comment previousId material person conclusionId sheet number version revision codes bank remarkId mediaId posterId current second interpretationId-0'
export const days =
  'opensAt closesAt publishAt dueOn-0 on signedOn effectiveOn consentOn heldAt receivedAt at startsAt endsAt newStartsAt newEndsAt newClosesAt'
export const all = (words: string, value: string) =>
  Object.fromEntries(words.split(' ').map((name) => [name, value]))
/** Right enough to come as far as the database. */
export const proper = {
  ...all(
    'title name author spokesperson publicTitle publicBody summary basis introduction reason',
    '停车收费',
  ),
  ...{
    body: '第一条　为了规范停车，制定本办法。',
    background: '背景',
    draftingNote: '说明',
    notice: '说明',
  },
  ...{
    draftKind: 'general',
    severity: 'ordinary',
    decision: 'explained',
    validity: 'lapsed',
    rule: 'advert',
  },
  ...{ roles: 'drafter', kind: 'notice', form: 'text', channel: 'phone', theme: '教育', document: '{}' },
  ...{
    documentNumber: '岭政办发〔2026〕77号',
    indexNumber: 'YL-77',
    slug: 'odd-office',
    pasted: '第一条　正文。',
  },
  ...{ email: 'odd@yunling.example', password: 'yunling-demo-2026' },
}
