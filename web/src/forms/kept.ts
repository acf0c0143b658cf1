import type { ActOnForm, FormLine, SaveForm, SaveWords } from '@palermo/shared/forms/versions.ts'
import { FormLines, FormVersion } from '@palermo/shared/forms/versions.ts'
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '../api.ts'
import type { ReadForm } from './queries.ts'

/** Loads the list of all versions of all forms, for administrators. */
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

const nextNumber = (lines: readonly FormLine[], id: string): number =>
  Math.max(firstOwn, ...lines.filter((line) => line.id === id).map(({ version }) => version + 1))

/**
 * Returns the version number under which a form will be saved: its own number while the version is unpublished,
 * otherwise the next number. `isKnown` is true once the list of all versions is loaded.
 */
export const useNumber = ({ form, standing }: ReadForm): { number: number; isKnown: boolean } => {
  const { data } = useQuery(formLinesQuery)
  const number = standing === 'draft' ? form.version : nextNumber(data?.items ?? [], form.id)
  return { number, isKnown: data !== undefined }
}
