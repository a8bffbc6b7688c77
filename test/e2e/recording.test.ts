import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recordOf } from '~/app/domain/activity-reports/record.server'
import { saveRecording } from '~/app/domain/transcripts/recording.server'
import { paths } from '~/app/paths'
import type { OpenDatabase } from '~/db/client'
import { aHeldHearing, type HeldHearing } from '~/test/domain/activities/a-held-hearing'
import { launchBrowser } from '~/test/support/browser'
import { freshDatabase } from '~/test/support/database'
import { startServer } from '~/test/support/server'

let open: OpenDatabase
let hearing: HeldHearing
let server: Awaited<ReturnType<typeof startServer>>
let browser: Browser

beforeAll(async () => {
  open = await freshDatabase()
  hearing = await aHeldHearing(open.db, 'housing')
  server = await startServer()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await open.close()
})

const captions = 'WEBVTT\n\n00:00.000 --> 00:00.600\n现在开会。\n\n00:00.600 --> 00:09.000\n请看第二条。\n'

/** A second of a moving picture, as a browser records it. */
async function aFilm(): Promise<Uint8Array> {
  const page = await browser.newPage()
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 64
    canvas.height = 48
    const brush = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: 'video/webm' })
    const pieces: Blob[] = []
    recorder.ondataavailable = ({ data }) => pieces.push(data)
    const stopped = new Promise((done) => {
      recorder.onstop = done
    })
    recorder.start()
    for (let at = 0; at < 15; at++) {
      brush?.fillRect(at * 4, at * 3, 8, 8)
      await new Promise((next) => setTimeout(next, 70))
    }
    recorder.stop()
    await stopped
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  })
  await page.close()
  return Buffer.from(base64, 'base64')
}

it('a film recorded by a browser is played on the page of the hearing, with its captions', async () => {
  const film = await aFilm()
  const clerk = hearing.county.office.as('drafter')
  const vtt = { name: '听证会.vtt', bytes: Buffer.from(captions) }
  await saveRecording(clerk, hearing.id, { file: { name: '听证会.webm', bytes: film }, captions: vtt })
  expect((await recordOf(clerk, hearing.id)).recording).toMatchObject({
    type: 'video/webm',
    size: film.length,
  })

  const context = await browser.newContext()
  const page = await context.newPage()
  const ranges: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.url().endsWith(paths.recording(hearing.id))) ranges.push(request.headers().range)
  })
  await page.goto(new URL(paths.activity(hearing.id), server.url).href)
  const video = page.locator('#recording video')
  await video.evaluate(async (element: HTMLVideoElement) => {
    element.muted = true
    await element.play()
    while (element.currentTime === 0) await new Promise((next) => setTimeout(next, 50))
  })
  const played = await video.evaluate((element: HTMLVideoElement) => ({
    size: [element.videoWidth, element.videoHeight],
    cues: [...(element.textTracks[0]?.cues ?? [])].map((cue) => (cue as VTTCue).text),
    mode: element.textTracks[0]?.mode,
    error: element.error,
  }))
  expect(played).toEqual({
    ...{ size: [64, 48], error: null, mode: 'showing' },
    cues: ['现在开会。', '请看第二条。'],
  })
  expect(ranges[0]).toMatch(/^bytes=0-/)
  await page.getByText('字幕全文（2 条）').click()
  expect(await page.locator('.recording-cues').innerText()).toContain('请看第二条。')
  await context.close()
}, 90_000)
