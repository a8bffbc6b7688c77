import { and, desc, eq, ilike, lt, or, sql } from 'drizzle-orm'
import { record, transact } from '~/app/domain/audit/record.server'
import { requirePermission, requireStaff } from '~/app/domain/people/permissions'
import { questionSchema } from '~/app/domain/surveys/definition'
import { questionsOf } from '~/app/domain/surveys/walk'
import { accountIdOf, type Ctx } from '~/app/server/context'
import { notFound, Refusal } from '~/app/server/errors'
import type { Question } from '~/db/schema/survey-definition'
import { bankQuestions } from '~/db/schema/surveys'
import { editSurvey } from './build.server'
import { surveyBuilder } from './desk.server'

export type BankQuestion = { id: number; question: Question; topic: string; createdAt: Date }

const pageSize = 20

function requireWriter(ctx: Ctx): void {
  requirePermission(ctx, 'survey.write', requireStaff(ctx))
}

/** The questions of the bank, newest first. `words` are looked for in topic, title and options. */
export async function bankPage(
  ctx: Ctx,
  { words = '', after }: { words?: string; after?: number },
): Promise<{ rows: BankQuestion[]; next: number | null }> {
  requireWriter(ctx)
  const pattern = `%${words.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`
  const rows = await ctx.db
    .select({
      ...{ id: bankQuestions.id, question: bankQuestions.question },
      ...{ topic: bankQuestions.topic, createdAt: bankQuestions.createdAt },
    })
    .from(bankQuestions)
    .where(
      and(
        after === undefined ? undefined : lt(bankQuestions.id, after),
        words === ''
          ? undefined
          : or(ilike(bankQuestions.topic, pattern), ilike(sql`${bankQuestions.question}::text`, pattern)),
      ),
    )
    .orderBy(desc(bankQuestions.id))
    .limit(pageSize + 1)
  const page = rows.slice(0, pageSize)
  return { rows: page, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null }
}

/** Takes a copy of a question into the bank; on what it depended in its survey stays behind. */
export async function putInBank(
  ctx: Ctx,
  { surveyId, questionId, topic }: { surveyId: number; questionId: string; topic: string },
): Promise<void> {
  await transact(ctx, async (tx) => {
    requireWriter(tx)
    const { version } = await surveyBuilder(tx, surveyId)
    const question = questionsOf(version.definition).find(({ id }) => id === questionId)
    if (!question) throw new Refusal(422, '', { fields: { question: '请选择要存入题库的题' } })
    const { showIf: _showIf, ...own } = question
    const values = { question: questionSchema.parse(own) as Question, topic }
    const [row] = await tx.db
      .insert(bankQuestions)
      .values({ ...values, createdAt: tx.now, createdBy: accountIdOf(tx) })
      .returning({ id: bankQuestions.id })
    if (!row) throw new Error('no row came back from the insert of a question')
    await record(tx, { action: 'bank.question-added', subject: 'survey-question', id: row.id, after: values })
  })
}

export async function takeFromBank(ctx: Ctx, id: number): Promise<void> {
  await transact(ctx, async (tx) => {
    requireWriter(tx)
    const [row] = await tx.db.delete(bankQuestions).where(eq(bankQuestions.id, id)).returning()
    if (!row) throw notFound('题库里的这道题')
    const { question, topic } = row
    await record(tx, {
      ...{ action: 'bank.question-removed', subject: 'survey-question', id },
      before: { question, topic },
    })
  })
}

/** A copy of a question of the bank at the end of a page. */
export async function insertFromBank(
  ctx: Ctx,
  { bankId, surveyId, pageId }: { bankId: number; surveyId: number; pageId: string },
): Promise<{ questionId: string | null }> {
  return transact(ctx, async (tx) => {
    requireWriter(tx)
    const [row] = await tx.db
      .select({ question: bankQuestions.question })
      .from(bankQuestions)
      .where(eq(bankQuestions.id, bankId))
    if (!row) throw notFound('题库里的这道题')
    const at = await editSurvey(tx, surveyId, { kind: 'question-added', pageId, question: row.question })
    return { questionId: at.questionId ?? null }
  })
}
