/** Rendered interpretations and answers. The HTML was checked against the editor's schema when it was saved. */
export function Prose({ html, lang }: { html: string; lang?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered on the server from a checked document
  return <div className="prose" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
}
