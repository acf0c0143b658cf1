import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { router } from './router.ts'
import { keepPageOffline } from './shell/pages.ts'
import { readTheme, showTheme } from './theme.ts'
import './ui/tokens.css'
import './ui/table.css'

showTheme(readTheme())
keepPageOffline()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no root')
createRoot(root).render(
  <StrictMode>
    <App>
      <RouterProvider router={router} />
    </App>
  </StrictMode>,
)
