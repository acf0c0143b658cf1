import { signedIn } from '../api.ts'
import { readProblem } from '../problem.ts'

const long = 60_000

/**
 * Downloads a file. The file is requested by a script and not by a link, because the bearer token is sent in a header.
 */
export const download = async (path: string): Promise<void> => {
  const response = await signedIn(path, { timeout: long })
  if (!response.ok) throw await readProblem(response)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'palermo.csv'
  link.click()
  URL.revokeObjectURL(link.href)
}
