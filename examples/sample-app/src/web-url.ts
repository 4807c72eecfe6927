import * as z from 'zod'

/** An https URL; `https://` is put before a bare host. */
export function webUrl() {
  return z.preprocess(
    (raw) => (typeof raw === 'string' && raw !== '' && !/^[a-z][a-z0-9+.-]*:\/\//i.test(raw) ? `https://${raw}` : raw),
    z.url().refine((text) => new URL(text).protocol === 'https:', { error: 'must use https' }),
  )
}
