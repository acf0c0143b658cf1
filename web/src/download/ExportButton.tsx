import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { wordsFor } from '../problem.ts'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/toast.ts'
import { download } from './download.ts'

/**
 * A button that downloads a list or a page of figures. `label` replaces the usual label, which says that the file is
 * CSV.
 */
export const ExportButton = ({ path, label }: { path: string; label?: string }) => {
  const t = useTranslate()
  const take = useMutation({
    mutationFn: () => download(path),
    onError: (error) => toast(wordsFor(error, t).title),
  })
  return (
    <Button rank="quiet" icon={Download} onPress={() => take.mutate()} isPending={take.isPending}>
      {label ?? t('ui.export')}
    </Button>
  )
}
