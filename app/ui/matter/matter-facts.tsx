import type { ReactNode } from 'react'
import type { MatterKind, ParticipationMethod } from '~/app/domain/matters/rules'
import { Facts } from '~/app/ui/document-header'
import { useT } from '~/app/ui/language'
import { Time } from '~/app/ui/time'

type Matter = {
  kind: MatterKind
  basis: string
  plannedTiming: string
  plannedMethods: ParticipationMethod[]
  affectedGroups: string[]
  consentOn: string | null
}

/** P1, P14: what the catalogue says about a matter. */
export function MatterFacts({
  matter,
  department,
  publishedAt,
}: {
  matter: Matter
  department: ReactNode
  publishedAt?: Date
}) {
  const t = useT()
  const facts: [string, ReactNode][] = [
    [t('matters.department'), department],
    [t('matters.kind'), t(`matter.kind.${matter.kind}`)],
    [t('matter.basis'), matter.basis],
    [t('matters.timing'), matter.plannedTiming],
    [t('matters.methods'), matter.plannedMethods.map((method) => t(`method.${method}`)).join('、')],
    [t('matter.groups'), matter.affectedGroups.join('、') || null],
    [t('matter.consent'), matter.consentOn ? <Time key="consent" at={matter.consentOn} /> : null],
  ]
  if (publishedAt) facts.push([t('matter.published'), <Time key="published" at={publishedAt} />])
  return <Facts facts={facts} />
}
