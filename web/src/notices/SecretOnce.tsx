import { Copy } from 'lucide-react'
import { useSay } from '../messages.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogActions } from '../ui/Dialog.tsx'
import { toast } from '../ui/toast.ts'

/** Shown once; it can be made anew, and never read. */
export const SecretOnce = ({ secret, onDone }: { secret: string; onDone: () => void }) => {
  const say = useSay()
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    toast(say('notices.webhooks.copied'))
  }
  return (
    <Dialog
      title={say('notices.webhooks.secret-title')}
      lead={say('notices.webhooks.secret-lead')}
      isOpen
      insist
      onClose={onDone}
    >
      <output className="figures rounded-control bg-sunken px-3 py-2 font-strong break-all select-all">{secret}</output>
      <DialogActions>
        <Button rank="primary" onPress={onDone}>
          {say('notices.webhooks.secret-kept')}
        </Button>
        {'clipboard' in navigator && (
          <Button icon={Copy} onPress={() => void copy()}>
            {say('notices.webhooks.copy')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}
