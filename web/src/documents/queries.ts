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

/** Loads a preview picture as a data URL, which is discarded as soon as no component shows the picture. */
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

/**
 * Converts a picture to a data URL, because the content security policy allows no other address of a loaded picture.
 */
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

/** Shows a changed document in the list of its case at once, and reloads the history of the case. */
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
