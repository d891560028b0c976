"""The site as a whole: settings, root addresses, base templates and the design system."""
