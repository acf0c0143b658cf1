import { OpenLink } from '@palermo/shared/accounts/links.ts'
import { http } from '../http.ts'
import { readProblem, Unreadable } from '../problem.ts'

const post = async (path: string, body: unknown): Promise<Response> => {
  const response = await http(path, { method: 'POST', body })
  if (!response.ok) throw await readProblem(response)
  return response
}

export const askLink = async (email: string): Promise<void> => {
  await post('/password/forgotten', { email })
}

export const readLink = async (token: string): Promise<OpenLink> => {
  const parsed = OpenLink.safeParse(await (await post('/password/link', { token })).json())
  if (!parsed.success) throw new Unreadable('/password/link', parsed.error.message)
  return parsed.data
}

export const followLink = async (token: string, password: string): Promise<void> => {
  await post('/password/chosen', { token, password })
}
