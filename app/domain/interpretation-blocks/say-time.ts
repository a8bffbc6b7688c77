/** 01:23, or 1:02:03 of what is longer than an hour. */
export function sayTime(second: number): string {
  const whole = Math.floor(second)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds)}`
}

/** 320 KB, 4.5 MB. */
export function saySize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`
}
