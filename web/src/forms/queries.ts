import { intakeShort } from '@palermo/shared/forms/intake.ts'
import { SoundForm } from '@palermo/shared/forms/sound.ts'
import { FormVersion } from '@palermo/shared/forms/versions.ts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

/** One version of a form. The short one comes with the page, so that it opens at a border desk without a connection. */
export const formQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['forms', id, version],
    queryFn: ({ signal }) => api(FormVersion, `/forms/${encodeURIComponent(id)}?version=${version}`, { signal }),
    select: (found) => ({ ...found, form: SoundForm.parse(found.form) }),
    staleTime: 5 * 60_000,
    ...(id === intakeShort.id && version === intakeShort.version
      ? { initialData: builtIn, initialDataUpdatedAt: Date.now() }
      : {}),
  })

const builtIn: FormVersion = {
  form: intakeShort,
  words: {},
  standing: 'published',
  offered: true,
  newest: null,
  revision: 0,
  changedAt: null,
  publishedAt: null,
  withdrawnAt: null,
}
