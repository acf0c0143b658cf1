import { createFileRoute } from '@tanstack/react-router'
import { NotFound } from '../../shell/Trouble.tsx'

/** Any address that is no page, seen from inside the house. */
export const Route = createFileRoute('/_in/$')({ component: NotFound })
