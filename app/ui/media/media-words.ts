/** 3.2 MB; what a person compares with the size that their own machine shows. */
export function saySize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** 1:23, or 1:02:03. */
export function sayLength(seconds: number): string {
  const whole = Math.round(seconds)
  const clock = [Math.floor(whole / 60) % 60, whole % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
  return whole >= 3600 ? `${Math.floor(whole / 3600)}:${clock}` : clock.replace(/^0/, '')
}
