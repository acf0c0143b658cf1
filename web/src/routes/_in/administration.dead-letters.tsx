import { createFileRoute } from '@tanstack/react-router'
import { DeadLettersPage } from '../../people/DeadLettersPage.tsx'

export const Route = createFileRoute('/_in/administration/dead-letters')({ component: DeadLettersPage })
