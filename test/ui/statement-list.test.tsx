import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ShownStatement } from '~/app/domain/activity-reports/record-types'
import { StatementList } from '~/app/ui/transcripts/statement-list'

const decision = {
  ...{ issueId: 7, title: '测温和退费', decision: 'adopted' as const, decidedAt: new Date('2026-11-01') },
  reason: '四十八小时内上门测温。',
}

function said(number: number, body: string): ShownStatement {
  return {
    ...{ id: number, number, part: 'statements', kind: 'opinion', speaker: '王**', pseudonym: 'AB3-CD4' },
    ...{ clause: null, body, commentId: 100 + number, decisions: [decision] },
  }
}

describe('a published transcript', () => {
  const html = renderToStaticMarkup(
    <StatementList
      statements={[said(4, '测温没有人来。'), said(9, '我也打了三次电话。')]}
      place={{ activityId: 1, consultationId: null }}
      withResults
    />,
  )

  it('gives the reason where a thing was asked for first, and leads there from where it was asked for again', () => {
    expect(html.split('四十八小时内上门测温。')).toHaveLength(2)
    expect(html.indexOf('四十八小时内上门测温。')).toBeLessThan(html.indexOf('我也打了三次电话。'))
    expect(html).toContain('<a href="#s-4">理由见第 4 段</a>')
  })
})
