import type { Form } from '@palermo/shared/forms/contract.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import intakeWords from '@palermo/shared/forms/intake-short.en.json' with { type: 'json' }
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import { FormVersion, OfferedForms } from '@palermo/shared/forms/versions.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

const fresh = 5 * 60_000

/** The forms that can be started. */
export const formsQuery = queryOptions({
  queryKey: ['forms'],
  queryFn: ({ signal }) => api(OfferedForms, '/forms', { signal }),
  staleTime: fresh,
})

/** A version as the page uses it: the form checked once more, as whatever draws it rests on that. */
export type ReadForm = Omit<FormVersion, 'form'> & { form: Form }
const checked = (found: FormVersion): ReadForm => ({ ...found, form: SoundForm.parse(found.form) })

const builtIn: FormVersion = {
  form: intakeShort,
  words: { en: intakeWords },
  standing: 'published',
  offered: true,
  newest: null,
  revision: 0,
  changedAt: null,
  publishedAt: null,
  withdrawnAt: null,
}

/**
 * One version of a form, or the one that something new is begun with. The short one comes with the page, so that it opens
 * at a border desk without a connection; what it was translated to since, and whether it still may be begun, is asked beside.
 */
export const formQuery = (id: string, version: number | 'newest') =>
  queryOptions({
    queryKey: ['forms', id, version],
    queryFn: ({ signal }) =>
      api(FormVersion, `/forms/${encodeURIComponent(id)}`, {
        signal,
        query: { version: version === 'newest' ? undefined : version },
      }),
    select: checked,
    staleTime: fresh,
    ...(id === intakeShort.id && version === intakeShort.version
      ? { initialData: builtIn, initialDataUpdatedAt: 0 }
      : {}),
  })
