import { useTranslate } from '../messages.ts'
import { Checkbox } from '../ui/Checkbox.tsx'
import { setKeys, useKeysAreOn } from './setting.ts'

export const KeysTick = () => <Checkbox label={useTranslate()('keys.on')} checked={useKeysAreOn()} onChange={setKeys} />
