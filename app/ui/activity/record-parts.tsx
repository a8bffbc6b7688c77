import type { ActivityKind } from '~/app/domain/activities/types'
import type {
  ActivityRecord,
  ActivityRecording,
  RecordingCue,
} from '~/app/domain/activity-reports/record-types'
import { paths } from '~/app/paths'
import { LinkButton } from '~/app/ui/button'
import { formatDateTime } from '~/app/ui/format'
import { useT } from '~/app/ui/language'
import { Paragraphs } from '~/app/ui/paragraphs'

type ReportProps = {
  activityId: number
  kind: ActivityKind
  record: Pick<ActivityRecord, 'report' | 'transcript'>
}

/** 听证报告, or the account of another activity; nothing until it is public. */
export function HearingReport({ activityId, kind, record: { report, transcript } }: ReportProps) {
  const t = useT()
  if (!report) return null
  return (
    <section id="report">
      <h2>{t(`activityReport.title.${kind}`)}</h2>
      <Paragraphs text={report.body} />
      <p className="meta-line">
        <span>{t('activityReport.published', { at: formatDateTime(report.publishedAt) })}</span>
        {transcript ? (
          <span>
            <a href={paths.transcript(activityId)}>{t('activityReport.transcript')}</a>
          </span>
        ) : null}
      </p>
    </section>
  )
}

type RecordingProps = { activityId: number; recording: ActivityRecording | null }

/** L7: what was recorded, with captions in the player and as text to read. */
export function Recording({ activityId, recording }: RecordingProps) {
  const t = useT()
  if (!recording) return null
  const { type, size, cues } = recording
  const source = paths.recording(activityId)
  const track = (
    <track
      kind="captions"
      srcLang="zh-CN"
      label={t('recording.captions')}
      src={paths.captions(activityId)}
      default
    />
  )
  return (
    <section id="recording">
      <h2>{t('recording.title')}</h2>
      <p>{t('recording.text')}</p>
      {type.startsWith('audio/') ? (
        // biome-ignore lint/a11y/useMediaCaption: the captions are the track below
        <audio className="recording" controls preload="metadata" src={source}>
          {track}
        </audio>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: the captions are the track below
        <video className="recording" controls preload="metadata" src={source}>
          {track}
        </video>
      )}
      <p>
        <a href={source} download>
          {t('recording.download', { size: sayMegabytes(size) })}
        </a>
      </p>
      <details>
        <summary>{t('recording.transcript', { count: cues.length })}</summary>
        <ol className="recording-cues">
          {cues.map((cue, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: captions of one file never move
            <li key={at}>
              <time dateTime={`PT${Math.floor(cue.from)}S`}>{sayTime(cue)}</time>
              <p>{cue.words}</p>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}

export function sayMegabytes(size: number): string {
  return (size / 1024 / 1024).toFixed(1)
}

/** 1:02:03, or 02:03 in the first hour. */
function sayTime({ from }: RecordingCue): string {
  const [hours, rest] = [Math.floor(from / 3600), Math.floor(from % 3600)]
  const two = (value: number) => String(value).padStart(2, '0')
  const short = `${two(Math.floor(rest / 60))}:${two(rest % 60)}`
  return hours > 0 ? `${hours}:${short}` : short
}

const before = 3_600_000

type LiveProps = { liveUrl: string; startsAt: Date | string; endsAt: Date | string; now: Date | string }

/** From an hour before the beginning until the end: where it can be watched. */
export function LiveLink({ liveUrl, startsAt, endsAt, now }: LiveProps) {
  const t = useT()
  const [from, to, at] = [new Date(startsAt), new Date(endsAt), new Date(now)]
  if (liveUrl === '' || at.getTime() < from.getTime() - before || at > to) return null
  return (
    <div className="live-link" role="note">
      <p className="live-link-title">{t(at < from ? 'live.soon' : 'live.now')}</p>
      <p>{t('live.until', { from: formatDateTime(from), to: formatDateTime(to).slice(11) })}</p>
      <p className="actions">
        <LinkButton href={liveUrl} rel="noopener noreferrer">
          {t('live.watch')}
        </LinkButton>
      </p>
    </div>
  )
}
