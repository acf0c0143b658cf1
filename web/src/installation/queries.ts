import { type ChangeInstallation, Installation } from '@palermo/shared/installation/contract.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const installationQuery = queryOptions({
  queryKey: ['installation'],
  queryFn: ({ signal }) => api(Installation, '/installation', { signal }),
})

export const changeInstallation = async (
  queryClient: QueryClient,
  input: ChangeInstallation,
): Promise<Installation> => {
  const now = await api(Installation, '/installation', { method: 'PATCH', body: input })
  queryClient.setQueryData(installationQuery.queryKey, now)
  return now
}
