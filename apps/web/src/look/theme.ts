import { createTheme, type VariantColorsResolver } from '@mantine/core';

/** Buttons come in two: the one primary action of a page, and quiet ones. Both take their colours from the tokens. */
const variantColorResolver: VariantColorsResolver = ({ variant }) => {
  if (variant === 'filled') {
    return {
      background: 'var(--accent)',
      hover: 'var(--mantine-primary-color-filled-hover)',
      color: 'var(--on-accent)',
      border: '1px solid transparent',
    };
  }
  const border = variant === 'subtle' ? '1px solid transparent' : '1px solid var(--edge)';
  return { background: 'transparent', hover: 'var(--tint)', color: 'var(--ink)', border };
};

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  respectReducedMotion: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  variantColorResolver,
});
