import 'react';

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** A folder is chosen, and all files in it at every depth (File and Directory Entries API §7.1). */
    webkitdirectory?: string;
  }
}
