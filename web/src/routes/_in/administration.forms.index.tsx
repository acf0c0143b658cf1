import { createFileRoute } from '@tanstack/react-router'
import { FormsPage } from '../../forms/FormsPage.tsx'

export const Route = createFileRoute('/_in/administration/forms/')({ component: FormsPage })
