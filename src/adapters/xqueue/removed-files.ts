import { z } from 'zod';

const uuid = z
  .string()
  .regex(/^[0-9a-f]{32}$/i)
  .or(z.literal(''))
  .nullish();

/**
 * The files that a request asks to remove, in the two spellings of 2012, or null. Unsigned
 * certificates had no verification page, so one name may be missing: the other one stands in, since
 * removing what is not there does no harm.
 */
export const removedFilesSchema = z
  .object({
    delete_download_uuid: uuid,
    delete_verify_uuid: uuid,
    remove_download_uuid: uuid,
    remove_verify_uuid: uuid,
  })
  .transform((fields) => {
    const download = fields.delete_download_uuid || fields.remove_download_uuid;
    const verify = fields.delete_verify_uuid || fields.remove_verify_uuid;
    const downloadUuid = download || verify;
    const verifyUuid = verify || download;
    return downloadUuid && verifyUuid ? { downloadUuid, verifyUuid } : null;
  });
