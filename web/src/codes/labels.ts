import { type CodeListName, codeLabelKey, namedByIso } from '@palermo/shared/codes/lists.ts'
import { useIntl } from 'react-intl'
import { hasWords, useTranslate } from '../messages.ts'

/** The label of a code in the reader's language; languages and countries get the names that the browser knows. */
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
