import { createFileRoute } from '@tanstack/react-router'
import { NotFound } from '../../shell/Trouble.tsx'

/** The page that a signed-in person sees at an unknown address. */
export const Route = createFileRoute('/_in/$')({ component: NotFound })
