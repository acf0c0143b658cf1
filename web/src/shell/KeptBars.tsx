import { EntriesBar } from '../entries/EntriesBar.tsx'
import { KeptBar } from '../referrals/KeptBar.tsx'

/** Shows the drafts and entries that wait on this device to be sent; the two components also send them. */
export const KeptBars = () => (
  <>
    <KeptBar />
    <EntriesBar />
  </>
)
