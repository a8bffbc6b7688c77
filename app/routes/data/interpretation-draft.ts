import type { ActionFunctionArgs } from '@remix-run/node'
import { parseStorable } from '~/app/domain/interpretation-writing/draft-document'
import { keepDraft } from '~/app/domain/interpretation-writing/drafts.server'
import { draftMessage } from '~/app/domain/interpretations/forms'
import { Refusal } from '~/app/server/errors'
import { readId } from '~/app/server/params'
import { contextFor } from '~/app/server/session.server'

/** For the editor: keeps what is typed, and says who else is there. Never a page: what it refuses, it says in JSON. */
export async function action({ request, params }: ActionFunctionArgs) {
  try {
    const ctx = await contextFor(request)
    const kept = await keepDraft(ctx, readId(params.id), await readMessage(request))
    return Response.json(kept, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    if (error instanceof Refusal) return Response.json({ message: error.message }, { status: error.status })
    throw error
  }
}

async function readMessage(request: Request): Promise<{ document: unknown; revision: number }> {
  const text = await request.text()
  try {
    const { document, revision } = draftMessage.parse(parseStorable(text))
    return { document: document ?? null, revision }
  } catch {
    throw new Refusal(422, '写下的内容没有完整送达，没有自动保存。请点“保存”。')
  }
}
