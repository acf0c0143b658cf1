import { createFileRoute } from '@tanstack/react-router'
import { NotFound } from '../../shell/Trouble.tsx'

/** Unknown addresses, for a signed-in person. */
export const Route = createFileRoute('/_in/$')({ component: NotFound })
