import { createFileRoute } from '@tanstack/react-router'
import { ForgottenPage } from '../accounts/ForgottenPage.tsx'

export const Route = createFileRoute('/forgotten-password')({ component: ForgottenPage })
