type Id = string | number
type Query = Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>

/** Root-relative URLs of every route. Query values that are empty, null or undefined are left out. */
export const paths = {
  home: () => '/',
  preferences: () => '/preferences',
  matters: (query?: Query) => url('/matters', query),
  matter: (id: Id) => url(`/matters/${part(id)}`),
  consultations: (query?: Query) => url('/consultations', query),
  consultation: (id: Id, at?: { clause?: Id | null }) =>
    url(`/consultations/${part(id)}`, {}, clauseAnchor(at?.clause)),
  commentForm: (id: Id, query?: { clause?: Id | null; quote?: string | null }) =>
    url(`/consultations/${part(id)}/comment`, query),
  consultationComments: (id: Id, query?: Query) => url(`/consultations/${part(id)}/comments`, query),
  campaign: (consultationId: Id, id: Id, query?: Query) =>
    url(`/consultations/${part(consultationId)}/campaigns/${part(id)}`, query),
  openComments: (consultationId: Id, format: 'csv' | 'json' | 'xlsx') =>
    url(`/consultations/${part(consultationId)}/comments.${format}`),
  feedback: (id: Id) => url(`/consultations/${part(id)}/feedback`),
  feedbackFile: (id: Id, format: 'docx' | 'xlsx') => url(`/consultations/${part(id)}/feedback.${format}`),
  compare: (textId: Id, query?: { from?: Id | null; to?: Id | null }) =>
    url(`/texts/${part(textId)}/compare`, query),
  receipts: () => '/receipts',
  receipt: (code: string) => url(`/receipts/${part(code)}`),
  registration: (code: string) => url(`/registrations/${part(code)}`),
  registrationTranscript: (code: string, query?: Query) =>
    url(`/registrations/${part(code)}/transcript`, query),
  registrationMaterials: (code: string) => url(`/registrations/${part(code)}/materials`),
  registrationMaterial: (code: string, id: Id) => url(`/registrations/${part(code)}/materials/${part(id)}`),
  attachment: (code: string, id: Id) => url(`/receipts/${part(code)}/attachments/${part(id)}`),
  policies: (query?: Query) => url('/policies', query),
  policy: (id: Id, at?: { clause?: Id | null }) => url(`/policies/${part(id)}`, {}, clauseAnchor(at?.clause)),
  interpretations: (query?: Query) => url('/interpretations', query),
  policyClause: (id: Id, clause: Id) => url(`/policies/${part(id)}/clauses/${part(clause)}`),
  /** The policy as an official document, for printing. */
  policyDocument: (id: Id) => url(`/policies/${part(id)}/document`),
  policyWord: (id: Id) => url(`/policies/${part(id)}/document.docx`),
  policyCard: (id: Id) => url(`/policies/${part(id)}/card.png`),
  /** With a second, the recording at the anchor begins there. */
  interpretation: (id: Id, at?: { anchor?: string | null; second?: number | null }) =>
    url(
      `/interpretations/${part(id)}`,
      { play: at?.anchor && at.second != null ? `${at.anchor}.${at.second}` : null },
      at?.anchor ?? undefined,
    ),
  interpretationPoster: (id: Id) => url(`/interpretations/${part(id)}/poster`),
  interpretationPicture: (id: Id) => url(`/interpretations/${part(id)}/long-picture.png`),
  interpretationCard: (id: Id) => url(`/interpretations/${part(id)}/card.png`),
  /** The article to paste into a WeChat account, and the same as a file. */
  interpretationWechat: (id: Id) => url(`/interpretations/${part(id)}/wechat`),
  interpretationWechatFile: (id: Id) => url(`/interpretations/${part(id)}/wechat.html`),
  concerns: (query?: Query) => url('/concerns', query),
  concern: (id: Id) => url(`/concerns/${part(id)}`),
  concernForm: (query?: {
    clause?: Id | null
    policy?: Id | null
    interpretation?: Id | null
    consultation?: Id | null
    /** What the person had looked for in vain. */
    about?: string | null
  }) => url('/concerns/new', query),
  announcements: (query?: Query) => url('/announcements', query),
  announcement: (id: Id) => url(`/announcements/${part(id)}`),
  activities: (query?: Query) => url('/activities', query),
  activity: (id: Id, at?: { anchor?: string | null }) =>
    url(`/activities/${part(id)}`, {}, at?.anchor ?? undefined),
  register: (activityId: Id, query?: Query) => url(`/activities/${part(activityId)}/register`, query),
  draw: (activityId: Id, at?: { anchor?: string | null }) =>
    url(`/activities/${part(activityId)}/draw`, {}, at?.anchor ?? undefined),
  drawFile: (activityId: Id) => url(`/activities/${part(activityId)}/draw.txt`),
  drawVerify: () => '/draw-verify',
  activityCalendar: (id: Id) => url(`/activities/${part(id)}/calendar.ics`),
  calendar: (query?: Query) => url('/calendar', query),
  calendarFile: () => '/calendar.ics',
  transcript: (activityId: Id, at?: { anchor?: string | null }) =>
    url(`/activities/${part(activityId)}/transcript`, {}, at?.anchor ?? undefined),
  transcriptText: (activityId: Id) => url(`/activities/${part(activityId)}/transcript.txt`),
  recording: (activityId: Id) => url(`/activities/${part(activityId)}/recording`),
  captions: (activityId: Id) => url(`/activities/${part(activityId)}/captions.vtt`),
  pollTable: (activityId: Id) => url(`/activities/${part(activityId)}/poll.csv`),
  surveys: (query?: Query) => url('/surveys', query),
  survey: (id: Id, at?: { anchor?: string | null }) =>
    url(`/surveys/${part(id)}`, {}, at?.anchor ?? undefined),
  /** The pages of questions; `page` is the id of one, `code` an invitation. */
  surveyAnswer: (id: Id, query?: { page?: string | null; code?: string | null }, anchor?: string) =>
    url(`/surveys/${part(id)}/answer`, query, anchor),
  surveySaved: (id: Id) => url(`/surveys/${part(id)}/saved`),
  surveyThanks: (id: Id) => url(`/surveys/${part(id)}/thanks`),
  surveyAddress: (id: Id, query?: { other?: 1 }) => url(`/surveys/${part(id)}/address`, query),
  /** The questions on paper, to be printed. */
  surveySheet: (id: Id) => url(`/surveys/${part(id)}/sheet`),
  surveyResults: (id: Id, at?: { anchor?: string | null }) =>
    url(`/surveys/${part(id)}/results`, {}, at?.anchor ?? undefined),
  surveyFile: (id: Id, format: 'csv' | 'json' | 'xlsx') => url(`/surveys/${part(id)}/results.${format}`),
  departments: () => '/departments',
  department: (slug: string) => url(`/departments/${part(slug)}`),
  search: (query?: Query) => url('/search', query),
  about: () => '/about',
  privacy: () => '/privacy',
  accessibility: () => '/accessibility',
  moderationRules: () => '/moderation-rules',
  siteMap: () => '/site-map',
  errorReport: (query?: { page?: string | null }) => url('/error-report', query),
  feed: () => '/feed.xml',
  sitemap: () => '/sitemap.xml',
  /** A variant of a picture, or `file` for what is played or saved as it is. */
  media: (sha: string, name: string) => url(`/media/${part(sha)}/${part(name)}`),
  mediaCaptions: (sha: string, lang: 'zh' | 'en') => url(`/media/${part(sha)}/captions.${lang}.vtt`),
  desk: {
    signIn: (query?: { to?: string | null }) => url('/desk/sign-in', query),
    signOut: () => '/desk/sign-out',
    home: () => '/desk',
    matters: (query?: Query) => url('/desk/matters', query),
    matter: (id: Id) => url(`/desk/matters/${part(id)}`),
    newMatter: () => '/desk/matters/new',
    consultations: (query?: Query) => url('/desk/consultations', query),
    consultation: (id: Id) => url(`/desk/consultations/${part(id)}`),
    newConsultation: (query?: { matter?: Id | null; version?: Id | null; previous?: Id | null }) =>
      url('/desk/consultations/new', query),
    announcements: (query?: Query) => url('/desk/announcements', query),
    announcement: (id: Id) => url(`/desk/announcements/${part(id)}`),
    newAnnouncement: (query?: { matter?: Id | null }) => url('/desk/announcements/new', query),
    activities: (query?: Query) => url('/desk/activities', query),
    newActivity: (query?: Query) => url('/desk/activities/new', query),
    activity: (id: Id) => url(`/desk/activities/${part(id)}`),
    agenda: (activityId: Id) => url(`/desk/activities/${part(activityId)}/agenda`),
    registrations: (activityId: Id, query?: Query) =>
      url(`/desk/activities/${part(activityId)}/registrations`, query),
    draw: (activityId: Id) => url(`/desk/activities/${part(activityId)}/draw`),
    materials: (activityId: Id) => url(`/desk/activities/${part(activityId)}/materials`),
    material: (activityId: Id, id: Id) => url(`/desk/activities/${part(activityId)}/materials/${part(id)}`),
    /** With a pseudonym: the page that the QR code on the list and on the receipt opens at the door. */
    checkIn: (activityId: Id, pseudonym?: string | null, query?: Query) =>
      url(`/desk/activities/${part(activityId)}/check-in`, { person: pseudonym, ...query }),
    transcript: (activityId: Id, query?: Query) =>
      url(`/desk/activities/${part(activityId)}/transcript`, query),
    activityReport: (activityId: Id) => url(`/desk/activities/${part(activityId)}/report`),
    activityRecord: (activityId: Id) => url(`/desk/activities/${part(activityId)}/record`),
    surveys: (query?: Query) => url('/desk/surveys', query),
    newSurvey: (query?: Query) => url('/desk/surveys/new', query),
    survey: (id: Id) => url(`/desk/surveys/${part(id)}`),
    surveyBuild: (id: Id, query?: Query, anchor?: string) =>
      url(`/desk/surveys/${part(id)}/build`, query, anchor),
    surveyImport: (id: Id) => url(`/desk/surveys/${part(id)}/import`),
    surveyJson: (id: Id) => url(`/desk/surveys/${part(id)}/survey.json`),
    surveyPreview: (id: Id, query?: Query) => url(`/desk/surveys/${part(id)}/preview`, query),
    /** The survey alone, for the phone of the preview. */
    surveyFrame: (id: Id, query?: Query) => url(`/desk/surveys/${part(id)}/frame`, query),
    surveyTry: (id: Id, query?: Query) => url(`/desk/surveys/${part(id)}/try`, query),
    questionBank: (query?: Query) => url('/desk/question-bank', query),
    surveyInvitations: (id: Id, query?: Query) => url(`/desk/surveys/${part(id)}/invitations`, query),
    surveySheets: (id: Id, query?: Query) => url(`/desk/surveys/${part(id)}/sheets`, query),
    surveyTexts: (id: Id, query?: Query) => url(`/desk/surveys/${part(id)}/texts`, query),
    surveyResults: (id: Id) => url(`/desk/surveys/${part(id)}/results`),
    texts: (query?: Query) => url('/desk/texts', query),
    text: (id: Id) => url(`/desk/texts/${part(id)}`),
    alignment: (versionId: Id, query?: Query) => url(`/desk/versions/${part(versionId)}/alignment`, query),
    importText: (query?: { text?: Id | null }) => url('/desk/texts/import', query),
    moderation: (query?: Query) => url('/desk/moderation', query),
    comments: (consultationId: Id, query?: Query) =>
      url(`/desk/consultations/${part(consultationId)}/comments`, query),
    newComment: (consultationId: Id, query?: Query) =>
      url(`/desk/consultations/${part(consultationId)}/comments/new`, query),
    issues: (consultationId: Id, query?: Query) =>
      url(`/desk/consultations/${part(consultationId)}/issues`, query),
    issue: (consultationId: Id, issueId: Id, query?: Query) =>
      url(`/desk/consultations/${part(consultationId)}/issues/${part(issueId)}`, query),
    splitComment: (consultationId: Id, commentId: Id) =>
      url(`/desk/consultations/${part(consultationId)}/comments/${part(commentId)}/split`),
    coding: (consultationId: Id) => url(`/desk/consultations/${part(consultationId)}/coding`),
    gaps: (consultationId: Id) => url(`/desk/consultations/${part(consultationId)}/gaps`),
    campaigns: (consultationId: Id) => url(`/desk/consultations/${part(consultationId)}/campaigns`),
    commentsExport: (consultationId: Id, query?: { format?: 'csv' | 'json' | 'xlsx'; original?: 1 }) =>
      url(`/desk/consultations/${part(consultationId)}/comments/export`, query),
    report: (consultationId: Id) => url(`/desk/consultations/${part(consultationId)}/report`),
    policies: (query?: Query) => url('/desk/policies', query),
    policy: (id: Id) => url(`/desk/policies/${part(id)}`),
    newPolicy: (query?: { text?: Id | null; consultation?: Id | null; replaces?: Id | null }) =>
      url('/desk/policies/new', query),
    interpretations: (query?: Query) => url('/desk/interpretations', query),
    interpretation: (id: Id) => url(`/desk/interpretations/${part(id)}`),
    policyPlan: (id: Id) => url(`/desk/policies/${part(id)}/plan`),
    policyUnclear: (id: Id, query?: Query) => url(`/desk/policies/${part(id)}/unclear`, query),
    unclear: (query?: Query) => url('/desk/unclear', query),
    /** What is typed and who is there, told by the editor while somebody writes. */
    interpretationDraft: (id: Id) => url(`/desk/interpretations/${part(id)}/draft`),
    interpretationVersions: (id: Id, query?: { from?: number | null; to?: number | null }) =>
      url(`/desk/interpretations/${part(id)}/versions`, query),
    /** What changed in the text that an interpretation explains, and whether it still holds. */
    interpretationEarlierText: (id: Id) => url(`/desk/interpretations/${part(id)}/earlier-text`),
    interpretationPreview: (id: Id) => url(`/desk/interpretations/${part(id)}/preview`),
    newInterpretation: (query?: { policy?: Id | null; form?: string | null; clause?: Id | null }) =>
      url('/desk/interpretations/new', query),
    concerns: (query?: Query) => url('/desk/concerns', query),
    concern: (id: Id) => url(`/desk/concerns/${part(id)}`),
    newConcern: () => '/desk/concerns/new',
    media: (query?: Query) => url('/desk/media', query),
    mediaItem: (id: Id, query?: Query) => url(`/desk/media/${part(id)}`, query),
    /** The library as the editor asks for it. */
    mediaChoices: (query?: Query) => url('/desk/media/choices', query),
    /** Where resumable uploads (tus) go. */
    uploads: () => '/desk/uploads',
    attachment: (id: Id) => url(`/desk/attachments/${part(id)}`),
    mediaUpload: () => '/desk/media/upload',
    departments: (query?: Query) => url('/desk/departments', query),
    accounts: (query?: Query) => url('/desk/accounts', query),
    audit: (query?: Query) => url('/desk/audit', query),
    outbox: (query?: Query) => url('/desk/outbox', query),
  },
} as const

/** The anchor of a clause on every page that shows its text. */
export function clauseAnchor(clause: Id | null | undefined) {
  return clause == null ? undefined : `c-${clause}`
}

function url(path: string, query: Query = {}, anchor?: string) {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') search.append(name, String(one))
    }
  }
  const tail = search.toString()
  return `${path}${tail ? `?${tail}` : ''}${anchor ? `#${encodeURIComponent(anchor)}` : ''}`
}

function part(id: Id) {
  return encodeURIComponent(String(id))
}
