import { doublePrecision, index, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { id, instant, reference } from './columns'
import { bytes } from './comments'
import { interpretations } from './interpretations'
import { accounts } from './people'
import { policies } from './policies'
import { clauses } from './texts'

/** 「这一条看不懂」 is answered by a place in a published interpretation that explains the clause. */
export const unclearAnswers = pgTable(
  'unclear_answers',
  {
    id: id(),
    policyId: reference('policy_id')
      .notNull()
      .references(() => policies.id),
    clauseId: reference('clause_id')
      .notNull()
      .references(() => clauses.id),
    interpretationId: reference('interpretation_id')
      .notNull()
      .references(() => interpretations.id),
    anchor: text('anchor').notNull(),
    second: doublePrecision('second'),
    at: instant('at').notNull(),
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [
    unique('unclear_answers_place')
      .on(table.clauseId, table.interpretationId, table.anchor, table.second)
      .nullsNotDistinct(),
    index('unclear_answers_interpretation').on(table.interpretationId),
  ],
)

/** One person found one clause hard to understand. Nothing of the person is kept but a mark that only this form knows. */
export const unclearMarks = pgTable(
  'unclear_marks',
  {
    id: id(),
    policyId: reference('policy_id')
      .notNull()
      .references(() => policies.id),
    clauseId: reference('clause_id')
      .notNull()
      .references(() => clauses.id),
    /** HMAC of what the browser holds and of the clause: two clauses cannot be told to be one person's. */
    person: bytes('person').notNull(),
    /** What is not understood, as it came; read at the desk, never published. */
    sentence: text('sentence').notNull().default(''),
    /** An e-mail address, sealed (L3); gone when its owner has been told. */
    contact: bytes('contact'),
    at: instant('at').notNull(),
    answerId: reference('answer_id').references(() => unclearAnswers.id),
  },
  (table) => [
    unique('unclear_marks_person').on(table.clauseId, table.person),
    index('unclear_marks_demand').on(table.policyId, table.clauseId, table.answerId),
    index('unclear_marks_answer').on(table.answerId),
  ],
)
