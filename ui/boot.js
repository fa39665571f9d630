// Starts the page. It is a file of its own because the content security policy allows no script inside the document.
import start from "/ui.js";

start({ module_or_path: "/ui_bg.wasm" });
