import { Copy } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'

/** Shows a new secret, once only: afterwards the secret can be replaced by a new one but not read again. */
export const SecretOnce = ({ secret, onDone }: { secret: string; onDone: () => void }) => {
  const t = useTranslate()
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    toast(t('notices.webhooks.copied'))
  }
  return (
    <Dialog
      title={t('notices.webhooks.secret-title')}
      lead={t('notices.webhooks.secret-lead')}
      isOpen
      insist
      onClose={onDone}
    >
      <output className="figures rounded-control bg-sunken px-3 py-2 font-strong break-all select-all">{secret}</output>
      <DialogActions>
        <Button rank="primary" onPress={onDone}>
          {t('notices.webhooks.secret-kept')}
        </Button>
        {'clipboard' in navigator && (
          <Button icon={Copy} onPress={() => void copy()}>
            {t('notices.webhooks.copy')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
