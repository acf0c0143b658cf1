import type { Form } from '@palermo/shared/forms/contract.ts'
import { intakeShort } from '@palermo/shared/forms/intake.ts'
import intakeWords from '@palermo/shared/forms/intake-short.en.json' with { type: 'json' }
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import { FormVersion, OfferedForms } from '@palermo/shared/forms/versions.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

const fresh = 5 * 60_000

/** Loads the forms that can be started. */
export const formsQuery = queryOptions({
  queryKey: ['forms'],
  queryFn: ({ signal }) => api(OfferedForms, '/forms', { signal }),
  staleTime: fresh,
})

/** A version whose form has been validated again in the browser, because rendering relies on a valid form. */
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
 * Loads one version of a form, or the newest version that can be started. The short intake form is part of the page's
 * code, so that it opens without a connection; the server adds translations and whether the form can still be started.
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
