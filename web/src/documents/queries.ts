import { type ActOnDocument, Document, DocumentList } from '@palermo/shared/documents/contract.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api, signedIn } from '../api.ts'
import { timelineQuery } from '../cases/queries.ts'
import { readProblem } from '../problem.ts'

export const documentsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['documents', caseId],
    queryFn: ({ signal }) => api(DocumentList, '/documents', { query: { caseId }, signal }),
  })

/** A preview picture as a data URL; not cached, so that it is gone when no component shows it any more. */
export const previewQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['documents', 'preview', id, number],
    queryFn: async ({ signal }) => {
      const response = await signedIn(`/documents/${id}/versions/${number}/preview`, { signal, timeout: 60_000 })
      if (!response.ok) throw await readProblem(response)
      return addressOf(await response.blob())
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })

/** A data URL, because the content security policy allows only pictures that the page itself holds. */
const addressOf = (picture: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(picture)
  })

export const actOnDocument = async (queryClient: QueryClient, id: string, input: ActOnDocument): Promise<Document> => {
  const document = await api(Document, `/documents/${id}/actions`, { method: 'POST', body: input })
  showDocument(queryClient, document)
  return document
}

/** Shows the changed document in its list at once, and reloads the history. */
export const showDocument = (queryClient: QueryClient, document: Document): void => {
  queryClient.setQueryData(
    documentsQuery(document.caseId).queryKey,
    (list) =>
      list && {
        ...list,
        items: list.items.some(({ id }) => id === document.id)
          ? list.items.map((one) => (one.id === document.id ? document : one))
          : [document, ...list.items],
      },
  )
  void queryClient.invalidateQueries({ queryKey: timelineQuery(document.caseId).queryKey })
}
