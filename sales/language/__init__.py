"""Words and context become an `Understanding`: intents with slots, what is still missing, and the one question.
Pure and offline; knows neither Slack nor what is stored."""
