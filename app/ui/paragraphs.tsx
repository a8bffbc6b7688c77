/** Plain text as it was typed: one paragraph a line. */
export function Paragraphs({ text }: { text: string }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return (
    <div className="prose">
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text never move
        <p key={at}>{line.trim()}</p>
      ))}
    </div>
  )
}
