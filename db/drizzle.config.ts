import { defineConfig } from 'drizzle-kit'

// drizzle-kit takes these paths from the project's root.
export default defineConfig({ dialect: 'postgresql', schema: './db/schema/*.ts', out: './db/migrations' })
