/** Gives Swagger UI the class of its dark style when the page is dark: by choice, else by the system. */
export function followColourScheme(): void {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => {
    const chosen = root.dataset['theme'];
    const isChosen = chosen === 'dark' || chosen === 'light';
    root.classList.toggle('dark-mode', isChosen ? chosen === 'dark' : system.matches);
  };
  system.addEventListener('change', follow);
  new MutationObserver(follow).observe(root, { attributeFilter: ['data-theme'] });
  follow();
}
