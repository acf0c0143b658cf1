import { createFileRoute } from '@tanstack/react-router'
import { InstallationPage } from '../../installation/InstallationPage.tsx'

export const Route = createFileRoute('/_in/administration/settings')({ component: InstallationPage })
