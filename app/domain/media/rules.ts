const megabyte = 1024 * 1024

export const largestUpload = 500 * megabyte

export const tooLarge = '文件超过 500 MB。请降低视频的清晰度，或者剪成几段再上传。'

export const longestWords = {
  title: 80,
  alt: 200,
  licence: 200,
  source: 200,
  people: 300,
  transcript: 50_000,
}
export const largestCaptions = 400_000

/** What is shown instead of the words of a file that has none. */
export function nameOf({ title, name }: { title: string; name: string }): string {
  return title || name
}
