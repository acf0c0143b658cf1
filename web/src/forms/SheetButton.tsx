import { useMutation } from '@tanstack/react-query'
import { FileDown } from 'lucide-react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { download } from '../download.ts'
import { Button } from '../ui/Button.tsx'

/** A sheet as a file to print or to hand over. That it was made is logged; how long the paper lives is up to its holder. */
export const SheetButton = ({ path, label }: { path: string; label: string }) => {
  const make = useMutation({ mutationFn: () => download(path) })
  return (
    <div className="flex flex-col items-start gap-2 print:hidden">
      <Button icon={FileDown} isPending={make.isPending} onPress={() => make.mutate()}>
        {label}
      </Button>
      <ActTrouble error={make.error} onReload={() => make.reset()} />
    </div>
  )
}
