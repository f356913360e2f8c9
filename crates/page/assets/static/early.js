// Before the first paint: the theme and the language that were chosen last.
try {
  const theme = localStorage.getItem("selon.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  const language = localStorage.getItem("selon.language") || (navigator.language || "en").slice(0, 2);
  document.documentElement.lang = language === "fr" ? "fr" : "en";
} catch {
  // No storage: the system's theme and English.
}
