import { Link, LinkList, type NewLink } from '@palermo/shared/links/contract.ts'
import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../api.ts'

export const linksQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['links', caseId],
    queryFn: ({ signal }) => api(LinkList, '/links', { query: { caseId }, signal }),
  })

export const linkCases = (input: z.input<typeof NewLink>, key: string): Promise<Link> =>
  api(Link, '/links', { method: 'POST', body: input, key })

export const endLink = (id: string): Promise<void> => api(z.void(), `/links/${id}/end`, { method: 'POST', body: {} })
