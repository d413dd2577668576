document.querySelector("[data-module=post-at-once]").submit();
