const kinds: Record<string, string> = {
  'application/pdf': 'PDF',
  'application/msword': 'Word',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
}

/** PDF, 320 KB: what somebody wants to know before opening a file on a phone. */
export function describeFile({ type, size }: { type: string; size: number }): string {
  const kilobytes = Math.max(1, Math.round(size / 1024))
  const words = kilobytes < 1024 ? `${kilobytes} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`
  return [kinds[type], words].filter(Boolean).join('，')
}
