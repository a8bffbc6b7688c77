import { join } from 'node:path'
import { env } from '~/app/server/env'
import { fileStorage, type Storage, s3Storage } from '~/media/storage'

/** The store of this installation: S3 where it is configured, else files in the data folder. */
export function mediaStorage(): Storage {
  const { DATA_DIR, S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_KEY, S3_SECRET } = env()
  if (S3_ENDPOINT && S3_BUCKET && S3_KEY && S3_SECRET) {
    return s3Storage({
      endpoint: S3_ENDPOINT,
      bucket: S3_BUCKET,
      region: S3_REGION,
      key: S3_KEY,
      secret: S3_SECRET,
    })
  }
  return fileStorage(join(DATA_DIR, 'media'))
}
