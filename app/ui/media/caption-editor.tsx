import { type RefObject, useEffect, useState } from 'react'
import { Button } from '~/app/ui/button'
import { FileField, TextArea } from '~/app/ui/field'
import { Actions, Form } from '~/app/ui/form'
import { useT } from '~/app/ui/language'
import { type CueRow, newRow, readRows, readTime, sayTime, writeRows } from './cue-rows'

type Player = RefObject<HTMLMediaElement>
type Lang = 'zh' | 'en'

type CaptionFormProps = {
  lang: Lang
  /** What is stored, or what was refused. */
  vtt: string
  error?: string
  idempotencyKey: string
  player: Player
}

/** Captions typed beside the player, line by line; without JavaScript as WebVTT, or from a file. */
export function CaptionForm({ lang, vtt, error, idempotencyKey, player }: CaptionFormProps) {
  const t = useT()
  const [rows, setRows] = useState<CueRow[]>()
  const [raw, setRaw] = useState(vtt)
  useEffect(() => setRows(readRows(vtt)), [vtt])
  const change = (changed: CueRow[]) => {
    setRows(changed)
    setRaw(writeRows(changed))
  }
  return (
    <Form idempotencyKey={idempotencyKey} encType="multipart/form-data" id={`captions-${lang}`}>
      <input type="hidden" name="intent" value="captions" />
      <input type="hidden" name="lang" value={lang} />
      {error ? <p className="field-error caption-faults">{error}</p> : null}
      {rows ? <CueRows rows={rows} onChange={change} player={player} /> : null}
      <details open={rows === undefined}>
        <summary>{t('mediaLibrary.captions.raw')}</summary>
        {rows ? (
          <textarea
            className="caption-source"
            name="vtt"
            rows={8}
            aria-label={t('mediaLibrary.captions.raw')}
            value={raw}
            onChange={({ currentTarget }) => {
              setRaw(currentTarget.value)
              setRows(readRows(currentTarget.value))
            }}
          />
        ) : (
          <TextArea
            name="vtt"
            label={t('mediaLibrary.captions.raw')}
            hint={t('mediaLibrary.captions.raw.hint')}
            value={vtt}
            optional
          />
        )}
      </details>
      <FileField
        name={`captions-file-${lang}`}
        label={t('mediaLibrary.captions.file')}
        hint={t('mediaLibrary.captions.file.hint')}
        accept=".vtt,.srt,text/vtt"
        optional
      />
      <Actions>
        <Button>{t(`mediaLibrary.captions.save.${lang}`)}</Button>
      </Actions>
    </Form>
  )
}

type CueRowsProps = { rows: CueRow[]; onChange: (rows: CueRow[]) => void; player: Player }

function CueRows({ rows, onChange, player }: CueRowsProps) {
  const t = useT()
  const now = () => player.current?.currentTime ?? 0
  const change = (key: number, changed: Partial<CueRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...changed } : row)))
  const add = () => {
    const from = now()
    const row = newRow(sayTime(from), sayTime(from + 3))
    onChange([...rows, row].sort((one, other) => (readTime(one.from) ?? 0) - (readTime(other.from) ?? 0)))
    // It stands where its time puts it, and is typed in at once.
    requestAnimationFrame(() => document.getElementById(`cue-${row.key}`)?.focus())
  }
  return (
    <>
      <ol className="cue-rows">
        {rows.map((row, at) => (
          <li key={row.key} className="cue-row">
            <p className="cue-times">
              <TimeInput
                label={t('mediaLibrary.captions.from', { number: at + 1 })}
                now={t('mediaLibrary.captions.fromNow')}
                value={row.from}
                onChange={(from) => change(row.key, { from })}
                time={now}
              />
              <TimeInput
                label={t('mediaLibrary.captions.to', { number: at + 1 })}
                now={t('mediaLibrary.captions.toNow')}
                value={row.to}
                onChange={(to) => change(row.key, { to })}
                time={now}
              />
            </p>
            <textarea
              id={`cue-${row.key}`}
              rows={2}
              aria-label={t('mediaLibrary.captions.words', { number: at + 1 })}
              value={row.words}
              onChange={({ currentTarget }) => change(row.key, { words: currentTarget.value })}
            />
            <p className="cue-actions">
              <Button kind="quiet" type="button" onClick={() => play(player, readTime(row.from))}>
                {t('mediaLibrary.captions.play')}
              </Button>
              <Button
                kind="quiet"
                type="button"
                onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              >
                {t('mediaLibrary.captions.remove', { number: at + 1 })}
              </Button>
            </p>
          </li>
        ))}
      </ol>
      <Button kind="quiet" type="button" onClick={add}>
        {t('mediaLibrary.captions.add')}
      </Button>
    </>
  )
}

type TimeInputProps = {
  label: string
  now: string
  value: string
  onChange: (value: string) => void
  time: () => number
}

function TimeInput({ label, now, value, onChange, time }: TimeInputProps) {
  return (
    <span className="cue-time">
      <input
        type="text"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={readTime(value) === undefined ? true : undefined}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <Button kind="quiet" type="button" onClick={() => onChange(sayTime(time()))}>
        {now}
      </Button>
    </span>
  )
}

function play(player: Player, second: number | undefined): void {
  if (!player.current || second === undefined) return
  player.current.currentTime = second
  void player.current.play().catch(() => undefined)
}
