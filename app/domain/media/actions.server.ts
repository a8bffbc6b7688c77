import type { z } from 'zod'
import type { Ctx } from '~/app/server/context'
import { Refusal } from '~/app/server/errors'
import { parseForm } from '~/app/server/forms'
import { decode } from '~/media/kinds'
import { saveCaptions } from './captions.server'
import { deleteMedia } from './delete.server'
import { describeMedia, writeTranscript } from './describe.server'
import { captionsForm, detailsForm, posterForm, posterSecondForm, transcriptForm } from './forms'
import { choosePoster, takePoster } from './poster.server'

type File = { name: string; bytes: Uint8Array }

/** What a form of a file's page asks for, ready to be done. A chosen file of captions counts before what was typed. */
export function takeMediaAction(id: number, form: FormData, captions: File | undefined) {
  return async (tx: Ctx): Promise<void> => {
    switch (form.get('intent')) {
      case 'details':
        return describeMedia(tx, id, read(detailsForm, form))
      case 'transcript':
        return writeTranscript(tx, id, read(transcriptForm, form).transcript)
      case 'captions': {
        if (captions) form.set('vtt', wordsOf(captions))
        const { lang, vtt } = read(captionsForm, form)
        return saveCaptions(tx, id, lang, vtt)
      }
      case 'poster':
        return choosePoster(tx, id, read(posterForm, form).posterId)
      case 'frame':
        if (await takePoster(tx, id, read(posterSecondForm, form).second)) return
        throw new Refusal(422, '这台服务器不能截取这一秒的画面。请自己截一张图上传，再从列表里选它作封面。')
      case 'delete':
        return deleteMedia(tx, id)
      default:
        throw new Refusal(422, '没有这个操作，请刷新页面后再试。')
    }
  }
}

function read<S extends z.ZodType>(schema: S, form: FormData): z.output<S> {
  const parsed = parseForm(schema, form)
  if (!parsed.ok) throw new Refusal(422, Object.values(parsed.fields).join('；'), { fields: parsed.fields })
  return parsed.value
}

function wordsOf({ bytes }: File): string {
  const words = decode(bytes)
  if (words === undefined || words.includes('\0'))
    throw new Refusal(422, '字幕文件里有读不出的字，请另存为 UTF-8 编码。')
  return words
}
