import type { ActOnForm, FormLine, SaveForm, SaveWords } from '@palermo/shared/forms/versions.ts'
import { FormLines, FormVersion } from '@palermo/shared/forms/versions.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'

/** Every version of every form, for those who keep them. */
export const formLinesQuery = queryOptions({
  queryKey: ['forms', 'versions'],
  queryFn: ({ signal }) => api(FormLines, '/forms/all/versions', { signal }),
})

const again = async (queryClient: QueryClient, work: Promise<FormVersion>): Promise<FormVersion> => {
  const done = await work
  await queryClient.invalidateQueries({ queryKey: ['forms'] })
  return done
}

export const actOnForm = (queryClient: QueryClient, id: string, body: ActOnForm) =>
  again(queryClient, api(FormVersion, `/forms/${id}/actions`, { method: 'POST', body }))

export const saveForm = (queryClient: QueryClient, id: string, body: z.input<typeof SaveForm>) =>
  again(queryClient, api(FormVersion, `/forms/${id}`, { method: 'PUT', body }))

export const saveWords = (queryClient: QueryClient, id: string, body: SaveWords) =>
  again(queryClient, api(FormVersion, `/forms/${id}/words`, { method: 'PUT', body }))

const firstOwn = 1001

/** What the next version of a form is called. */
export const nextNumber = (lines: readonly FormLine[], id: string): number =>
  Math.max(firstOwn, ...lines.filter((line) => line.id === id).map(({ version }) => version + 1))
