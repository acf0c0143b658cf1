import { createFileRoute } from '@tanstack/react-router'
import { ChoosePasswordPage } from '../accounts/ChoosePasswordPage.tsx'

export const Route = createFileRoute('/choose-password')({ component: ChoosePasswordPage })
