import { type CodeListName, codeLabelKey, namedByIso } from '@palermo/shared/codes/lists.ts'
import { useIntl } from 'react-intl'
import { hasWords, useTranslate } from '../messages.ts'

/**
 * Returns a function that gives the label of a code in the reader's language; for languages and countries, the name
 * that the browser uses.
 */
export const useCodeLabel = (): ((list: CodeListName, code: string) => string) => {
  const t = useTranslate()
  const { formatDisplayName } = useIntl()
  return (list, code) => {
    const key = codeLabelKey(list, code)
    if (hasWords(key)) return t(key)
    const type = namedByIso[list]
    return (type && formatDisplayName(code, { type, fallback: 'code' })) ?? code
  }
}
